/// The engine's own part of a turn and of an interruption, measured with many calls at once.
@NullMarked
package app.kolan.bench.turns;

import org.jspecify.annotations.NullMarked;
