/// What the API keeps, in SQL.
@NullMarked
package app.kolan.server.api.sql;

import org.jspecify.annotations.NullMarked;
