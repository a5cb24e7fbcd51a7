/// The audit log and its chain of hashes.
@NullMarked
package app.kolan.server.audit;

import org.jspecify.annotations.NullMarked;
