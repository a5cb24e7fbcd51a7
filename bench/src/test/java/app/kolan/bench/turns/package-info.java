/// The measuring of turns, tested.
@NullMarked
package app.kolan.bench.turns;

import org.jspecify.annotations.NullMarked;
