@NullMarked
package app.kolan.server.store.postgres;

import org.jspecify.annotations.NullMarked;
