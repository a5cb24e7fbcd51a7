/// The data of people in a database that speaks SQL.
@NullMarked
package app.kolan.server.privacy.sql;

import org.jspecify.annotations.NullMarked;
