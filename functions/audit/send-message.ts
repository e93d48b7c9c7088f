/** Exports the command alone, because a dynamic import of the package would bundle its whole client. */
export { SendMessageCommand } from '@aws-sdk/client-sqs';
