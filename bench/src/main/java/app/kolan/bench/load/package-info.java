/// Many calls at once against a server of its own process and core: how much they cost and how well
/// they go.
@NullMarked
package app.kolan.bench.load;

import org.jspecify.annotations.NullMarked;
