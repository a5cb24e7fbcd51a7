/// Trains and measures the model of a turn's end.
@NullMarked
package app.kolan.bench.endofturn;

import org.jspecify.annotations.NullMarked;
