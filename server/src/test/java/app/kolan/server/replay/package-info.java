@NullMarked
package app.kolan.server.replay;

import org.jspecify.annotations.NullMarked;
