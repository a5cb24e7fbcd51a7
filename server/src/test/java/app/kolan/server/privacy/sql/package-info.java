@NullMarked
package app.kolan.server.privacy.sql;

import org.jspecify.annotations.NullMarked;
