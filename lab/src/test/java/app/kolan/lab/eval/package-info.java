/// Stories of callers, tested.
@NullMarked
package app.kolan.lab.eval;

import org.jspecify.annotations.NullMarked;
