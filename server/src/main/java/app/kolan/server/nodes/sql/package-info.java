/// The nodes, and what they share of calls, in a database that several servers may use.
@NullMarked
package app.kolan.server.nodes.sql;

import org.jspecify.annotations.NullMarked;
