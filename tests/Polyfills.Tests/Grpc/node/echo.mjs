// The echo service as @grpc/proto-loader reads it from the same .proto that the .NET side is generated from.
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const proto = fileURLToPath(new URL('../echo.proto', import.meta.url));
const definition = loader.loadSync(proto, { defaults: true });

export { grpc };
export const Echo = grpc.loadPackageDefinition(definition).polyfills.tests.v1.Echo;
