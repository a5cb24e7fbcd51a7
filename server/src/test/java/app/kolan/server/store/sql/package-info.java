@NullMarked
package app.kolan.server.store.sql;

import org.jspecify.annotations.NullMarked;
