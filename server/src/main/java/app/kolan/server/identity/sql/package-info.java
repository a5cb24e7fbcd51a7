/// Users, keys and sessions in a database that speaks SQL.
@NullMarked
package app.kolan.server.identity.sql;

import org.jspecify.annotations.NullMarked;
