/// The floors answer as the generator expects them to.
@NullMarked
package app.kolan.bench.floor;

import org.jspecify.annotations.NullMarked;
