@NullMarked
package app.kolan.server.notify;

import org.jspecify.annotations.NullMarked;
