/// What callers and leads notice when one of several servers is killed.
@NullMarked
package app.kolan.bench.nodes;

import org.jspecify.annotations.NullMarked;
