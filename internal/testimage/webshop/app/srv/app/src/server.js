"use strict";
const express = require("express");
const orders = require("./orders");

const app = express();
app.get("/healthz", (_request, response) => response.send("ok"));
app.get("/orders/:id", orders.show);
app.listen(process.env.PORT || 8080);
