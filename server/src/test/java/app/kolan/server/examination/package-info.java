@NullMarked
package app.kolan.server.examination;

import org.jspecify.annotations.NullMarked;
