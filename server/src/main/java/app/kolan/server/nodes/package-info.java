/// The servers that share one database: which there are, whether they live, and how a call that one
/// of them had goes on at another.
@NullMarked
package app.kolan.server.nodes;

import org.jspecify.annotations.NullMarked;
