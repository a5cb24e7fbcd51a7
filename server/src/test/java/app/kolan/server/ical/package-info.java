@NullMarked
package app.kolan.server.ical;

import org.jspecify.annotations.NullMarked;
