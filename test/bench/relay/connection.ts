import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const END_OF_HEADERS = '\r\n\r\n';

/**
 * A kept-alive connection with one request at a time, as each worker of OpenIM has one. It is written by hand, because the CPU time of
 * a complete client would be a large part of what is measured. Answers must be ASCII and have a `Content-Length`.
 */
export class Connection {
  readonly #port: number;
  #socket: Socket | undefined;
  #received = '';
  #answer: PromiseWithResolvers<string> | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** Sends a callback and returns the body of the answer. After an error the next call connects again. */
  async post(path: string, body: string): Promise<string> {
    const socket = await this.#connected();
    this.#answer = Promise.withResolvers();
    this.#received = '';
    const length = Buffer.byteLength(body);
    socket.write(
      `POST /${path} HTTP/1.1\r\nHost: 127.0.0.1:${this.#port}\r\nUser-Agent: Go-http-client/1.1\r\nContent-Length: ${length}\r\n` +
        `Content-Type: application/json; charset=utf-8\r\nOperationid: op\r\nAccept-Encoding: gzip\r\n\r\n${body}`,
    );
    return this.#answer.promise;
  }

  close(): void {
    this.#socket?.destroy();
  }

  async #connected(): Promise<Socket> {
    if (this.#socket !== undefined) return this.#socket;
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1');
    await once(socket, 'connect');
    socket.on('data', (data) => this.#read(String(data)));
    socket.on('error', () => {});
    socket.once('close', () => {
      this.#socket = undefined;
      this.#answer?.reject(new Error('the connection closed'));
    });
    this.#socket = socket;
    return socket;
  }

  #read(data: string): void {
    this.#received += data;
    const end = this.#received.indexOf(END_OF_HEADERS);
    if (end < 0) return;
    const body = this.#received.slice(end + END_OF_HEADERS.length);
    if (body.length >= Number(/^content-length: (\d+)/im.exec(this.#received)?.[1])) this.#answer?.resolve(body);
  }
}
