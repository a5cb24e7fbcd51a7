/// Tests of the bench of several servers.
@NullMarked
package app.kolan.bench.nodes;

import org.jspecify.annotations.NullMarked;
