/// What happens in calls, told as it happens to whoever watches: the API now, pages later.
@NullMarked
package app.kolan.server.callevents;

import org.jspecify.annotations.NullMarked;
