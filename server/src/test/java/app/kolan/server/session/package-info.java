@NullMarked
package app.kolan.server.session;

import org.jspecify.annotations.NullMarked;
