process.env.TEST_ENGINE = 'services';
