/// Examinations in the database.
@NullMarked
package app.kolan.server.examination.sql;

import org.jspecify.annotations.NullMarked;
