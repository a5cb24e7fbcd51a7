/// The API for programs, `/api/v1`: what `api/openapi.yaml` says, and nothing else. [ApiRoutes]
/// takes a request, [AccessControl] decides who asks and whether he may, an [Operation] answers.
@NullMarked
package app.kolan.server.api;

import org.jspecify.annotations.NullMarked;
