/// Stories of callers, tested.
@NullMarked
package app.kolan.server.eval;

import org.jspecify.annotations.NullMarked;
