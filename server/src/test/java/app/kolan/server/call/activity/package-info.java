@NullMarked
package app.kolan.server.call.activity;

import org.jspecify.annotations.NullMarked;
