@NullMarked
package app.kolan.server.notify.push;

import org.jspecify.annotations.NullMarked;
