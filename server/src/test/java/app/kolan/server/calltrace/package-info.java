@NullMarked
package app.kolan.server.calltrace;

import org.jspecify.annotations.NullMarked;
