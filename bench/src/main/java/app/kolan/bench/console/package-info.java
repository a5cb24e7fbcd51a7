/// Whom benches sign in to the console as.
@NullMarked
package app.kolan.bench.console;

import org.jspecify.annotations.NullMarked;
