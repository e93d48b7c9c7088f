import { createRuntime, type Runtime } from './runtime.ts';
import { createTelemetry, type Telemetry } from './telemetry.ts';

/** A function as Lambda calls it. */
type LambdaFunction<Event, Context, Result> = (event: Event, context: Context) => Promise<Result>;

/** A variable that Lambda sets, and nobody else. Source: AWS Lambda Developer Guide, "Defined runtime environment variables". */
const LAMBDA_VARIABLE = 'AWS_LAMBDA_FUNCTION_NAME';

/**
 * Makes a Lambda handler of what makes one for a runtime. In Lambda the runtime is made at load, so that a wrong setting ends the
 * function there. Elsewhere it is made for the first call, because other processes import the module and make their own.
 *
 * Call it with `@__PURE__`: bundlers then leave it out where a module is imported for `createHandler` alone.
 */
export function inLambda<Event, Context, Result>(
  createHandler: (runtime: Runtime, telemetry: Telemetry) => LambdaFunction<Event, Context, Result>,
): LambdaFunction<Event, Context, Result> {
  let made: LambdaFunction<Event, Context, Result> | undefined;
  const make = () => {
    const telemetry = createTelemetry();
    return createHandler(createRuntime(process.env, { report: telemetry.reportCallback }), telemetry);
  };
  if (process.env[LAMBDA_VARIABLE] !== undefined) made = make();
  return (event, context) => {
    made ??= make();
    return made(event, context);
  };
}
