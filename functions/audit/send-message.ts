/** A module of its own, so that a bundle can read the command of SQS when it is needed, and not the whole client. */
export { SendMessageCommand } from '@aws-sdk/client-sqs';
