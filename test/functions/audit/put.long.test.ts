import './put.test.ts';
