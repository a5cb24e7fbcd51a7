@NullMarked
package app.kolan.server.campaign;

import org.jspecify.annotations.NullMarked;
