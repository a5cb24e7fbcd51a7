/// The campaigns in a database.
@NullMarked
package app.kolan.server.campaign.sql;

import org.jspecify.annotations.NullMarked;
