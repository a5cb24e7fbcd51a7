/// What only PostgreSQL needs: the pool, repetition, deadlines, and the meaning of its errors.
@NullMarked
package app.kolan.server.store.postgres;

import org.jspecify.annotations.NullMarked;
