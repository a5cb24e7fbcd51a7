@NullMarked
package app.kolan.server.crm;

import org.jspecify.annotations.NullMarked;
