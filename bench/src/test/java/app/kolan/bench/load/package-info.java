/// Tests of the load bench's parts; none puts load on anything.
@NullMarked
package app.kolan.bench.load;

import org.jspecify.annotations.NullMarked;
