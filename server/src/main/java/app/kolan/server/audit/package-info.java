/// What was done and looked at, by whom: an append-only log whose entries are chained by hashes.
@NullMarked
package app.kolan.server.audit;

import org.jspecify.annotations.NullMarked;
