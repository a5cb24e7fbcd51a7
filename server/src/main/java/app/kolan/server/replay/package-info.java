/// A recorded call, played again on virtual time against this build, and what came out otherwise.
@NullMarked
package app.kolan.server.replay;

import org.jspecify.annotations.NullMarked;
