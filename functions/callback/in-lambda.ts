import { invocationOf } from './invocation.ts';
import { createRuntime, type Runtime } from './runtime.ts';
import { type CollectLines, createTelemetry, type Telemetry } from './telemetry.ts';

/** Signature of a Lambda handler. */
type LambdaFunction<Event, Context, Result> = (event: Event, context: Context) => Promise<Result>;

/** Set by Lambda only. Source: AWS Lambda Developer Guide, "Defined runtime environment variables". */
const LAMBDA_VARIABLE = 'AWS_LAMBDA_FUNCTION_NAME';

/**
 * Makes a Lambda handler that creates its own runtime. In Lambda this happens at load, so that an invalid setting fails
 * there. Elsewhere it happens at the first call, because other processes import `createHandler` and pass their runtime.
 *
 * @param collect for a function that takes batches
 *
 * Annotate the call with `@__PURE__`, so that bundlers drop it from modules that import `createHandler` only.
 */
export function inLambda<Event, Context, Result>(
  createHandler: (runtime: Runtime, telemetry: Telemetry) => LambdaFunction<Event, Context, Result>,
  collect?: CollectLines,
): LambdaFunction<Event, Context, Result> {
  let made: LambdaFunction<Event, Context, Result> | undefined;
  const make = (): LambdaFunction<Event, Context, Result> => {
    const telemetry = createTelemetry(collect);
    const { reportCallback: report } = telemetry;
    const handle = createHandler(createRuntime(process.env, { report }), telemetry);
    return async (event, context) => {
      telemetry.begin(invocationOf(event, context));
      try {
        return await handle(event, context);
      } finally {
        telemetry.end();
      }
    };
  };
  if (process.env[LAMBDA_VARIABLE] !== undefined) made = make();
  return (event, context) => {
    made ??= make();
    return made(event, context);
  };
}
