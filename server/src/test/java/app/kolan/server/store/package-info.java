/// The ledger under repetition, disorder, haste and kill -9.
@NullMarked
package app.kolan.server.store;

import org.jspecify.annotations.NullMarked;
