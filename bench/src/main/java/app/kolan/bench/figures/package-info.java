/// How soon the figures of a business with many calls are there.
@NullMarked
package app.kolan.bench.figures;

import org.jspecify.annotations.NullMarked;
