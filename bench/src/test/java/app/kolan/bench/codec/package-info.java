/// Tests of the codec benchmarks.
@NullMarked
package app.kolan.bench.codec;

import org.jspecify.annotations.NullMarked;
