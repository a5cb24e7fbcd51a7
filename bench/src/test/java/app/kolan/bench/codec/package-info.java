/// The benchmarks of the codecs measure what they say.
@NullMarked
package app.kolan.bench.codec;

import org.jspecify.annotations.NullMarked;
