"use strict";
const get = require("lodash");

exports.show = (request, response) => {
  const order = get(request.app.locals.orders, request.params.id);
  response.status(order ? 200 : 404).json(order || {error: "no such order"});
};
